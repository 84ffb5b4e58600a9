import { PassThrough, Readable } from 'node:stream';
import { inOnePiece } from './in-one-piece.js';

it('what comes in many pieces is handed on as one', async () => {
  const pieces = ['Dear ', 'Ann', ',\r\n', '…'];
  const whole = await inOnePiece(Readable.from(pieces.map((piece) => Buffer.from(piece)))).toArray();
  expect(whole.map(String)).toEqual(['Dear Ann,\r\n…']);
});

it('who reads hears of what went wrong, and who goes away stops what is read', async () => {
  const failing = inOnePiece(
    new Readable({
      read() {
        this.destroy(new Error('no more'));
      },
    }),
  );
  await expect(failing.toArray()).rejects.toThrow('no more');
  const source = new PassThrough();
  const closed = new Promise((resolve) => source.once('close', resolve));
  inOnePiece(source)
    .on('error', () => undefined)
    .destroy();
  await closed;
});
