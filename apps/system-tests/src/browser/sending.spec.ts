import { eventually, Mailbox } from '@seatkeeper/testing';
import { Firm } from '../firm.js';
import { sharedStack } from '../stack.js';
import { inside, Person, signIn, useBrowser } from './browser.js';
import { press } from './keyboard.js';
import { wrongWith } from './looks.js';

const browser = useBrowser();
const stack = sharedStack;

it.each([
  {
    looks: { language: 'en', theme: 'light' },
    words: {
      setUp: 'Use your own server',
      host: 'Server',
      security: 'Encryption',
      none: 'None (only where the operator allows it)',
      port: 'Port',
      name: 'Name of the sender',
      address: 'Address of the sender',
      save: 'Save',
      test: 'Send a test to me',
      untested: 'Not tested',
      works: 'Works',
      taken: /The server took the test mail:/,
      failed: /The test mail did not get through:/,
      change: 'Change the server',
      kind: 'Few seats are left',
      remove: 'Stop using it',
      without: 'Mails of your account go through the server of Seatkeeper.',
    },
  },
  {
    looks: { language: 'fr', theme: 'dark' },
    words: {
      setUp: 'Utiliser votre propre serveur',
      host: 'Serveur',
      security: 'Chiffrement',
      none: 'Aucun (seulement si l’opérateur l’autorise)',
      port: 'Port',
      name: 'Nom de l’expéditeur',
      address: 'Adresse de l’expéditeur',
      save: 'Enregistrer',
      test: 'M’envoyer un essai',
      untested: 'Pas encore essayé',
      works: 'Fonctionne',
      taken: /Le serveur a accepté le message d’essai\s:/,
      failed: /Le message d’essai n’est pas passé\s:/,
      change: 'Modifier le serveur',
      kind: 'Il reste peu de places',
      remove: 'Ne plus l’utiliser',
      without: 'Les messages de votre compte passent par le serveur de Seatkeeper.',
    },
  },
] as const)(
  'a server is set up by keyboard, tested, and sends what comes next: $looks.language',
  async ({ looks, words }) => {
    const firm = await Firm.withSeats(stack(), 4);
    const { gateway, mail } = stack().info();
    const { hostname, port } = new URL(mail.smtp);
    const ada = await Person.at(browser(), gateway, looks);
    const page = await ada.open('/messages?part=sending');
    await signIn(page, firm, firm.admin.username);
    await inside(page);
    await page.getByText(words.without).waitFor();
    expect(await wrongWith(page, `sending-none-${looks.language}`)).toEqual([]);

    const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
    await press(page, words.setUp);
    await fill(words.host, hostname);
    await page.getByRole('button', { name: words.security }).press('Enter');
    await page.getByRole('option', { name: words.none }).press('Enter');
    // A port where nothing listens, and then the right one.
    await fill(words.port, '9');
    await fill(words.name, 'Harbour Lane');
    await fill(words.address, 'seats@harbour-lane.example');
    expect(await wrongWith(page, `sending-form-${looks.language}`)).toEqual([]);
    await press(page, words.save);
    await page.getByText(words.untested, { exact: true }).waitFor();
    await press(page, words.test);
    await page.getByText(words.failed).waitFor();
    await page.getByText(/ECONNREFUSED/).waitFor();
    expect(await wrongWith(page, `sending-failed-${looks.language}`)).toEqual([]);

    await press(page, words.change);
    await fill(words.port, port);
    await press(page, words.save);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(async () => {
      await press(page, words.test);
      await page.getByText(words.taken).waitFor({ timeout: 2_000 });
    }, 20_000);
    await page.getByText(words.works, { exact: true }).waitFor();
    expect(await wrongWith(page, `sending-works-${looks.language}`)).toEqual([]);

    const tick = page.getByRole('checkbox', { name: words.kind });
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await tick.press('Space');
    expect((await saved).status()).toBe(200);
    expect(await firm.get('/v1/mail-settings')).toMatchObject({ choices: { 'seats-low': false } });

    const ben = firm.person('ben');
    await firm.invite(ben);
    const [invitation] = await eventually(async () => {
      const mails = await firm.mails(ben.username);
      expect(mails).toHaveLength(1);
      return mails;
    }, 20_000);
    const source = await new Mailbox(mail.web).source(invitation!);
    expect(source).toMatch(/^From: Harbour Lane <seats@harbour-lane\.example>/m);

    await press(page, words.remove);
    const sure = page.getByRole('dialog', { name: words.remove });
    await sure.getByRole('button', { name: words.remove }).press('Enter');
    await page.getByText(words.without).waitFor();
    expect(ada.misdeeds).toEqual([]);
    await ada.leave();
  },
  120_000,
);
