import { eventually } from '@seatkeeper/testing';
import { readFileSync } from 'node:fs';
import { Firm } from '../firm.js';
import { importRecords, recordsOf } from '../import-records.js';
import { readPdf } from '../pdf.js';
import { sharedStack } from '../stack.js';
import { barriers, Person, picture, signIn, useBrowser } from './browser.js';

const browser = useBrowser();
const stack = sharedStack;
const origin = () => stack().info().gateway;

it('somebody is offboarded: what they own goes to two others as it was shown before, and is given back', async () => {
  const firm = await Firm.withSeats(stack(), 8);
  const [leaver, bob, eve] = [
    await firm.join(firm.person('leaver')),
    await firm.join(firm.person('bob')),
    await firm.join(firm.person('eve')),
  ];
  await importRecords(firm, [...recordsOf(leaver, 40), ...recordsOf(leaver, 3, 'matter')]);
  const ada = await Person.at(browser(), origin());
  const page = await ada.open(`/people?person=${leaver.id}`);
  await signIn(page, firm, firm.admin.username);
  await page.getByRole('link', { name: 'Offboard' }).click();
  await page.locator('tr', { hasText: 'task' }).waitFor();
  // Nothing goes on before it is said who receives.
  const check = page.getByRole('button', { name: 'See what would happen' });
  expect(await check.getAttribute('aria-disabled')).toBe('true');
  await page.getByText('Several people, in equal parts').click();
  for (const name of ['bob', 'eve']) {
    await page.getByRole('combobox').fill(name);
    await page.getByRole('option', { name: `Person${name}` }).click();
  }
  await picture(page, 'leaving-receivers');
  expect(await barriers(page)).toEqual([]);
  await check.click();
  await page.getByText('43 records move').waitFor();
  await page.getByText('1 seat comes free: Seatkeeper Core.').waitFor();
  expect(await page.locator('.moves tbody tr').count()).toBe(4);
  await picture(page, 'leaving-check');
  expect(await barriers(page)).toEqual([]);
  await page.goBack();
  await page.getByText('Who receives it').waitFor();
  await page.goForward();
  await page.getByText('43 records move').waitFor();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.postData()?.includes('"preview":false')) asked.push(request.method());
  });
  // What changes after it was shown stays.
  const [edited] = (await firm.get(`/v1/records?owner=${leaver.id}&limit=1`)).items;
  const path = `/v1/records/${edited.type}/${edited.externalId}`;
  await firm.call('PUT', path, { title: 'Edited meanwhile', ownerId: leaver.id });
  // Whoever is impatient clicks twice.
  await page.getByRole('button', { name: 'Deactivate and hand over' }).dblclick();
  await page.getByText('is deactivated. 1 seat came free.').waitFor();
  await page.getByText('What was shown has moved').waitFor({ timeout: 30_000 });
  expect(asked).toEqual(['POST']);
  await picture(page, 'leaving-done');
  expect(await barriers(page)).toEqual([]);
  const owns = async (id: string) => (await firm.get(`/v1/records/counts?owner=${id}`)).total as number;
  expect([await owns(leaver.id), (await owns(bob.id)) + (await owns(eve.id))]).toEqual([1, 42]);
  await page.getByText('1 record was left').waitFor();
  await page.getByText('Edited meanwhile').waitFor();
  // The report is kept by whoever saves it, and proved by the log.
  await page.getByText('It is final.').waitFor({ timeout: 60_000 });
  await picture(page, 'leaving-report');
  expect(await barriers(page)).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the report' }).click(),
  ]);
  const { report, hash } = JSON.parse(readFileSync(await saved.path(), 'utf8'));
  expect(report).toMatchObject({ records: { moved: 42 }, leftBehind: { records: [{ count: 1 }] } });
  const [entry] = (await firm.get('/v1/audit?action=identity.offboarding.finished')).items;
  expect(entry.detail.reportHash).toBe(hash);
  const [printed] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download PDF' }).click(),
  ]);
  expect((await readPdf(readFileSync(await printed.path()))).text).toContain(hash);

  await page.getByRole('link', { name: 'See it among the hand-overs' }).click();
  await page.locator('.line-shown').waitFor();
  await picture(page, 'hand-overs');
  expect(await barriers(page)).toEqual([]);
  await firm.call('POST', `/v1/users/${leaver.id}/reactivate`);
  await page.getByRole('button', { name: 'Give back' }).click();
  await page.getByText('42 records go back').waitFor();
  await page.getByRole('button', { name: 'Give it back' }).click();
  await page.getByRole('strong').filter({ hasText: 'Given back to' }).waitFor();
  await eventually(async () => expect(await owns(leaver.id)).toBe(43), 30_000);
  await page.getByText('Everything has moved').waitFor({ timeout: 30_000 });
  expect(ada.misdeeds).toEqual([]);
  await ada.leave();
}, 120_000);

const WORDS = {
  en: {
    somebodyNew: 'Somebody new, who is invited',
    fields: ['E-mail', 'First name', 'Last name'],
    check: 'See what would happen',
    swap: '1 seat changes hands: Seatkeeper Core. None has to be free.',
    groups: 'The groups: Desk.',
    reports: '1 person who reports to them reports to the successor.',
    moves: '5 records move',
    replace: 'Replace',
    taken: 'Mei Tan has taken the place',
    final: 'It is final.',
    save: 'Save the report',
    pdf: 'Download PDF',
    title: 'Replacement of',
  },
  fr: {
    somebodyNew: 'Quelqu’un de nouveau, qui est invité',
    fields: ['E-mail', 'Prénom', 'Nom'],
    check: 'Voir ce qui se passerait',
    swap: '1 place change de main : Seatkeeper Core. Aucune n’a besoin d’être libre.',
    groups: 'Les groupes : Desk.',
    reports: '1 personne rattachée passe au successeur.',
    moves: '5 dossiers',
    replace: 'Remplacer',
    taken: 'Mei Tan a pris le relais',
    final: 'Il est définitif.',
    save: 'Enregistrer le rapport',
    pdf: 'Télécharger le PDF',
    title: 'Remplacement de',
  },
} as const;

it.each(['en', 'fr'] as const)(
  'somebody new takes the place of somebody else as it was shown, without a free seat, and the report is kept (%s)',
  async (locale) => {
    const words = WORDS[locale];
    const blanks = (text: string) => new RegExp(text.replace(/[.?()]/g, '\\$&').replace(/ /g, '\\s'));
    const firm = await Firm.signUp(stack(), { locale });
    const group = await firm.call('POST', '/v1/groups', { name: 'Desk', permissions: [] });
    const leaver = await firm.join(firm.person('leaver'), { groups: [group.body.id] });
    await firm.join(firm.person('report'), { reportsTo: leaver.id });
    for (const person of firm.people(2)) await firm.invite(person);
    await importRecords(firm, recordsOf(leaver, 5));
    const ada = await Person.at(browser(), origin(), { width: 'phone', language: locale });
    const page = await ada.open(`/leaving?person=${leaver.id}&how=replace`);
    await signIn(page, firm, firm.admin.username);
    await page.getByText(words.somebodyNew).click();
    const newcomer = [`mei@${firm.slug}.example`, 'Mei', 'Tan'];
    for (const [at, label] of words.fields.entries())
      await page.getByLabel(label, { exact: true }).fill(newcomer[at]!);
    await picture(page, `leaving-replace-phone-${locale}`);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: words.check }).click();
    for (const said of [words.swap, words.groups, words.reports, words.moves])
      await page.getByText(blanks(said)).first().waitFor();
    await page.getByText('Mei Tan').first().waitFor();
    await picture(page, `leaving-replace-check-${locale}`);
    expect(await barriers(page)).toEqual([]);

    await page.getByRole('button', { name: words.replace, exact: true }).click();
    await page.getByText(words.taken).waitFor();
    await page.getByText(words.final).waitFor({ timeout: 60_000 });
    await picture(page, `leaving-replaced-phone-${locale}`);
    expect(await barriers(page)).toEqual([]);
    const saving = async (name: string) => {
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ]);
      return readFileSync(await saved.path());
    };
    const { report, hash } = JSON.parse((await saving(words.save)).toString());
    expect(report).toMatchObject({
      successor: { isNew: true, firstName: 'Mei' },
      seats: { swapped: 1 },
      given: { groups: [{ name: 'Desk' }] },
      directReports: { count: 1 },
      records: { moved: 5 },
      leftBehind: { directReports: 0, records: [] },
    });
    const [entry] = (await firm.get('/v1/audit?action=identity.replacement.finished')).items;
    expect(entry.detail.reportHash).toBe(hash);
    const pdf = await readPdf(await saving(words.pdf));
    expect(pdf.text).toContain(hash);
    expect(pdf.info['Title']).toContain(words.title);
    expect((await firm.license()).free).toBe(0);
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  120_000,
);
