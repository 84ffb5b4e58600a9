import { z } from 'zod';
import { describeSettings } from './describe.js';
import { busSettings, commonSettings, mongoSettings, redisSettings } from './families.js';
import { readSettings } from './settings.js';
import { defineSettings } from './settings-spec.js';

const spec = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  LINK_SECRET: z.string().min(10).describe('Links are derived from it'),
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Address in mails'),
  OLD_KEYS: z.string().default('').meta({ description: 'Public keys', secret: false }),
});
const enough = { MONGODB_URI: 'mongodb://127.0.0.1:27017', LINK_SECRET: 'long enough' };
const refusal = (environment: Record<string, string>): string => {
  try {
    readSettings(spec, environment);
    return 'nothing to refuse';
  } catch (error) {
    return String(error);
  }
};

describe('settings', () => {
  it('are read with their defaults and types, and cannot be changed', () => {
    const settings = readSettings(spec, {
      ...enough,
      PORT: '3100',
      PUBLIC_URL: 'https://seats.example/',
      HOME: '/',
    });
    expect(settings).toEqual({
      ...enough,
      PORT: 3100,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      MONGODB_DATABASE_PREFIX: 'seatkeeper',
      PUBLIC_URL: 'https://seats.example',
      OLD_KEYS: '',
    });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it('take an empty variable for one that is not set', () => {
    const { LOG_LEVEL } = readSettings(spec, { ...enough, LOG_LEVEL: '' });
    expect(LOG_LEVEL).toBe('info');
    expect(refusal({ ...enough, MONGODB_URI: '' })).toBe('Error: MONGODB_URI is missing.');
  });

  it.each([
    [{}, 'MONGODB_URI is missing; LINK_SECRET is missing.'],
    [
      { LINK_SECRET: enough.LINK_SECRET, MONGODB_URL: 'x' },
      'MONGODB_URL is not known; did you mean MONGODB_URI?',
    ],
    [
      { ...enough, MONGODB_URI: 'http://db' },
      'MONGODB_URI is wrong (Expected mongodb://host:port or mongodb+srv://host).',
    ],
    [
      { ...enough, LOG_LEVEL: 'loud', PORT: '99999' },
      /^Error: PORT is wrong \(.+\); LOG_LEVEL is wrong \(.+\)\.$/,
    ],
  ])('refuse %o', (environment, sentence) => {
    if (typeof sentence === 'string') expect(refusal(environment)).toBe(`Error: ${sentence}`);
    else expect(refusal(environment)).toMatch(sentence);
  });

  it('never show the value that was refused', () => {
    expect(refusal({ ...enough, LINK_SECRET: 'hunter2' })).not.toContain('hunter2');
    expect(refusal({ ...enough, MONGODB_URI: 'mysql://root:hunter2@db' })).not.toContain('hunter2');
  });

  it('describe themselves for the configuration table', () => {
    const rows = new Map(describeSettings(spec).map((row) => [row.name, row]));
    expect([...rows.keys()]).toEqual(Object.keys(spec.shape));
    expect(rows.get('PORT')).toMatchObject({ default: '3000', required: false, secret: false });
    expect(rows.get('MONGODB_URI')).toMatchObject({ default: undefined, required: true, secret: true });
    expect(rows.get('LINK_SECRET')).toMatchObject({ required: true, secret: true });
    expect(rows.get('CRASH_AT')).toMatchObject({ default: undefined, required: false });
    expect(rows.get('PUBLIC_URL')).toEqual({
      name: 'PUBLIC_URL',
      default: 'http://127.0.0.1:3000',
      meaning: 'Address in mails',
      required: false,
      secret: false,
    });
    expect(rows.get('OLD_KEYS')).toMatchObject({ meaning: 'Public keys', secret: false });
  });

  it('all have a meaning', () => {
    const platform = defineSettings({
      ...commonSettings,
      ...mongoSettings,
      ...busSettings,
      ...redisSettings,
    });
    for (const { name, meaning } of describeSettings(platform))
      expect(`${name}: ${meaning}`).toMatch(/: [A-Z].{5,}/);
  });
});
