import type { Bus } from '@seatkeeper/bus';
import { Fault, type FaultCode, type LinkView } from '@seatkeeper/contracts';
import { html } from './html.js';
import { type LinkPage, lookThenAct, nothingFor } from './link-page.js';
import { linkTexts } from './link-texts.js';
import { CARD, PageKind } from './page.js';

const view: LinkView = { account: { name: 'Harbour & Lane', slug: 'harbour-lane' }, locale: 'en' };
const unknown = { title: 'Unknown', text: '' };

/** A page whose link answers looks one after the other, and whose act does as it is told. */
function page(looks: ('open' | 'over')[], act: () => Promise<void>) {
  const done: string[] = [];
  const value: LinkPage<LinkView, 'over' | 'done', { unknown: typeof unknown } & (typeof linkTexts)['en']> = {
    path: 'links',
    lane: 'invitation',
    design: new PageKind(CARD),
    texts: { en: { ...linkTexts.en, unknown }, fr: { ...linkTexts.fr, unknown } },
    over: ['invitation-expired'],
    look() {
      done.push('look');
      return Promise.resolve({ kind: looks.shift() ?? 'over', view });
    },
    async act() {
      done.push('act');
      await act();
      return { kind: 'done', view };
    },
    status: { open: 200, over: 410, done: 200 },
    content: ({ kind }) => ({ title: kind, main: html`${kind}` }),
  };
  const call = { bus: {} as Bus, token: 'token', origin: {}, form: new URLSearchParams() };
  return { done, send: () => lookThenAct(value, call) };
}

describe('the form of a link', () => {
  it('does what it is for', async () => {
    const { done, send } = page(['open'], () => Promise.resolve());
    expect(await send()).toEqual({ kind: 'done', view });
    expect(done).toEqual(['look', 'act']);
  });

  it('does nothing when the link is over', async () => {
    const { done, send } = page(['over'], () => Promise.resolve());
    expect(await send()).toEqual({ kind: 'over', view });
    expect(done).toEqual(['look']);
  });

  it('of a link that ends meanwhile tells how it ended', async () => {
    const { done, send } = page(['open', 'over'], () => Promise.reject(new Fault('invitation-expired')));
    expect(await send()).toEqual({ kind: 'over', view });
    expect(done).toEqual(['look', 'act', 'look']);
  });

  it('hides no other fault', async () => {
    const { send } = page(['open'], () => Promise.reject(new Fault('busy')));
    await expect(send()).rejects.toMatchObject({ code: 'busy' });
  });
});

it.each<[FaultCode, string]>([
  ['not-found', 'unknown'],
  ['validation-failed', 'unknown'],
  ['service-unavailable', 'unavailable'],
  ['busy', 'unavailable'],
  ['too-many-requests', 'tooMany'],
  ['password-reset-ended', 'ended'],
])('%s is shown to a person as %s', (code, kind) => {
  expect(nothingFor(new Fault(code), ['password-reset-ended'])).toEqual({ kind });
});

it('what has nothing to do with links is no page', () => {
  expect(() => nothingFor(new Fault('internal-error'), [])).toThrow(
    expect.objectContaining({ code: 'internal-error' }),
  );
});
