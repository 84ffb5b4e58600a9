import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a server of TLS needs, in PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const bytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const nameOf = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
const time = (date: Date): Buffer =>
  der(0x18, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
const extension = (id: string, value: Buffer): Buffer =>
  sequence(oid(id), der(0x01, Buffer.from([0xff])), der(0x04, value));
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const YEAR_MS = 31_536_000_000;
const SUBJECT_ALT_NAME = '551d11';
const BASIC_CONSTRAINTS = '551d13';

/** An authority for tests, which certifies names of servers. */
export class TestAuthority {
  private readonly name = `authority of ${randomBytes(4).toString('hex')}`;
  private readonly keys = newKeys();
  /** To be trusted by whoever is to believe in it. */
  readonly cert = this.certify(
    this.name,
    this.keys.publicKey,
    extension(BASIC_CONSTRAINTS, sequence(der(0x01, Buffer.from([0xff])))),
  );

  /** For a name, or an address of IPv4, and for that time. */
  issue(host: string, { fromNowMs = -YEAR_MS, forMs = 2 * YEAR_MS } = {}): Certified {
    const { privateKey, publicKey } = newKeys();
    const isAddress = /^\d+(\.\d+){3}$/.test(host);
    const value = isAddress ? Buffer.from(host.split('.').map(Number)) : Buffer.from(host);
    const names = sequence(der(isAddress ? 0x87 : 0x82, value));
    const cert = this.certify(host, publicKey, extension(SUBJECT_ALT_NAME, names), fromNowMs, forMs);
    return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
  }

  private certify(
    subject: string,
    key: KeyObject,
    extensions: Buffer,
    fromNowMs = -YEAR_MS,
    forMs = 2 * YEAR_MS,
  ): string {
    const from = new Date(Date.now() + fromNowMs);
    const content = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      ECDSA_WITH_SHA256,
      nameOf(this.name),
      sequence(time(from), time(new Date(from.getTime() + forMs))),
      nameOf(subject),
      key.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(extensions)),
    );
    const signature = sign('sha256', content, this.keys.privateKey);
    const whole = sequence(content, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
    const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  }
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
