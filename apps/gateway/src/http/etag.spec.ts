import { etagOf, matchesNone, versionFromIfMatch } from './etag.js';

describe('entity tags', () => {
  it('are strong and made of the version', () => {
    expect(etagOf(7)).toBe('"7"');
    expect(versionFromIfMatch('"7"')).toBe(7);
  });

  it.each([undefined, '*', ' * '])('take any version when If-Match is %p', (header) => {
    expect(versionFromIfMatch(header)).toBeUndefined();
  });

  it.each(['W/"7"', '7', '"seven"', '"7", "8"', '""', '"99999999999999999999"'])(
    'never match %p',
    (header) => {
      expect(() => versionFromIfMatch(header)).toThrow(
        expect.objectContaining({ code: 'precondition-failed' }),
      );
    },
  );

  it('spare a client the body it has', () => {
    expect(matchesNone('"6", W/"7"', '"7"')).toBe(true);
    expect(matchesNone('"6"', '"7"')).toBe(false);
    expect(matchesNone(undefined, '"7"')).toBe(false);
  });
});
