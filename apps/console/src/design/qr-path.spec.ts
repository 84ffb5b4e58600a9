import decodeQR from 'qr/decode.js';
import { qrPath } from './qr-path.js';

const PIXELS = 8;

/** What a camera would see of the path, each square some pixels wide. */
function drawn({ size, path }: ReturnType<typeof qrPath>) {
  const width = size * PIXELS;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let down = 0; down < PIXELS; down++) {
      const from = (Number(y) * PIXELS + down) * width + Number(x) * PIXELS;
      for (let pixel = from; pixel < from + Number(run) * PIXELS; pixel++)
        data.fill(0, pixel * 4, pixel * 4 + 3);
    }
  return { width, height: width, data };
}

it.each([
  'otpauth://totp/Harbour%20Lane:ada.quill%40harbour-lane.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Harbour%20Lane',
  'otpauth://totp/Caf%C3%A9:zo%C3%AB?secret=AAAABBBBCCCCDDDD&issuer=Caf%C3%A9',
])('a reader of the drawn code reads %s', (uri) => {
  expect(decodeQR(drawn(qrPath(uri)))).toBe(uri);
});
