import { endpoints } from '@seatkeeper/contracts';
import { describeApi } from '@seatkeeper/references';
import { REFERENCE_HEADERS, renderReference } from './reference-page.js';

const page = renderReference(describeApi(endpoints));
/** What the page says of one call. */
const call = (id: string): string => page.split(`<details id="${id}">`)[1]?.split('</details>')[0] ?? '';
const text = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'");

describe('the reference', () => {
  it('has every call, each under an id to link to', () => {
    for (const { id, summary } of endpoints)
      expect([id, text(call(id))]).toEqual([id, expect.stringContaining(summary.split('`')[0] ?? '')]);
  });

  it('shows a call as a terminal makes it', () => {
    expect(text(call('banUser'))).toContain('curl -X POST http://127.0.0.1:3000/v1/users/{id}/ban');
    expect(text(call('banUser'))).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(text(call('banUser'))).toMatch(/-d '\{\s+"reason": "Lost laptop"/);
    expect(text(call('signIn'))).not.toContain('Authorization');
    expect(text(call('importUsers'))).toContain("-H 'Content-Type: text/csv' \\\n  --data-binary @file");
  });

  it('shows an example of what is answered, and of what a file may hold', () => {
    expect(text(call('inviteUser'))).toMatch(/201.*"status": "invited".*202.*"status": "waiting"/s);
    expect(text(call('importUsers'))).toContain('zoe.lavigne@harbour-lane.example,Zoé,Lavigne');
    expect(text(call('reassignmentProgress'))).toContain('event: progress');
  });

  it('tells fields in words and not in JSON Schema', () => {
    expect(text(call('inviteUser'))).toMatch(/lastName\s*needed/);
    expect(text(call('inviteUser'))).toContain('phones.cell');
    expect(text(call('inviteUser'))).toContain('"fail" or "wait", else "fail"');
    expect(page).not.toMatch(/additionalProperties|maxLength|pattern|\^\[/);
  });

  it('shows backticks nowhere, and the columns of an import as a table', () => {
    expect(page.replace(/<script>.*<\/script>/s, '').replace(/<style>.*<\/style>/s, '')).not.toContain('`');
    expect(text(call('importUsers'))).toContain('User principal name');
  });

  it('leads nowhere that is not on it', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('lets only its own script and style work', () => {
    const policy = REFERENCE_HEADERS['content-security-policy'];
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
    expect(policy).not.toContain('unsafe');
    expect(page).not.toMatch(/ style="| onclick=/);
  });
});
