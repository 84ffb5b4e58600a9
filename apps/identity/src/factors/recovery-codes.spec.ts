import { recoveryCodeHash, recoveryCodesOf } from './recovery-codes.js';

const secret = Buffer.from('12345678901234567890');
const codes = recoveryCodesOf(secret, 'cmd_first000');

describe('recovery codes', () => {
  it('are ten, all different, sixteen letters and digits each', () => {
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
  });

  it('are the same for the same command, and others for another one or another secret', () => {
    expect(recoveryCodesOf(secret, 'cmd_first000')).toEqual(codes);
    for (const others of [
      recoveryCodesOf(secret, 'cmd_second00'),
      recoveryCodesOf(Buffer.from('x'), 'cmd_first000'),
    ])
      expect(others.filter((code) => codes.includes(code))).toEqual([]);
  });

  it('are known however they are typed', () => {
    const code = codes[0] ?? '';
    const hash = recoveryCodeHash(code);
    for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
      expect(recoveryCodeHash(typed)).toBe(hash);
    expect(recoveryCodeHash(codes[1] ?? '')).not.toBe(hash);
  });
});
