import { StreamPlaces } from './stream-places.js';

it('a session has its places for itself, and each given back counts once', () => {
  const places = new StreamPlaces(5, 'A session follows at most 5 runs at a time.');
  const [first] = Array.from({ length: 5 }, () => places.take('ses_one'));
  const refused = expect.objectContaining({
    code: 'too-many-requests',
    message: expect.stringContaining('at most 5 runs at a time'),
  });
  expect(() => places.take('ses_one')).toThrow(refused);
  places.take('ses_other');
  first?.();
  first?.();
  places.take('ses_one');
  expect(() => places.take('ses_one')).toThrow(refused);
});
