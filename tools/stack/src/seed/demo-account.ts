import type { Account, Tokens } from '@seatkeeper/contracts';
import type { Note } from '../progress.js';
import type { StackInfo } from '../stack-info.js';
import { ApiClient, Refusal } from './api-client.js';
import { mailedToken } from './mailed-links.js';

/** An account that the stack signs up by itself, and its founder. */
export interface DemoAccount {
  readonly name: string;
  readonly slug: string;
  readonly admin: {
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly password: string;
  };
}

/** Signs the founder in, after signing the account up where there is none, with an address that is confirmed. */
export async function openDemoAccount(
  account: DemoAccount,
  { gateway, mail }: Pick<StackInfo, 'gateway' | 'mail'>,
  note: Note,
  signal: AbortSignal,
): Promise<ApiClient> {
  const api = await signInOrUp(account, new ApiClient(gateway, signal), note);
  await confirmAddress(account, api, mail.web, note, signal);
  return api;
}

async function signInOrUp(
  { name, slug, admin }: DemoAccount,
  api: ApiClient,
  note: Note,
): Promise<ApiClient> {
  const { username, password } = admin;
  const signIn = () => api.post<Tokens>('/v1/auth/sign-in', { json: { account: slug, username, password } });
  try {
    return api.as((await signIn()).accessToken);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
  }
  note(`signing up ${name}`);
  await api.post('/v1/accounts', { json: { name, slug, admin } });
  return api.as((await signIn()).accessToken);
}

/** Reads the mail to the founder and follows its link, as they would. */
async function confirmAddress(
  { name, admin }: DemoAccount,
  api: ApiClient,
  mailWeb: string,
  note: Note,
  signal: AbortSignal,
): Promise<void> {
  const { addressConfirmed } = await api.get<Account>('/v1/account');
  if (addressConfirmed !== false) return;
  note(`confirming the address of the admin of ${name}`);
  const mailed = () => mailedToken('confirmations', mailWeb, admin.username, signal);
  let token = await mailed();
  if (token === null) {
    // The mail catcher was emptied since.
    await api.post('/v1/account/confirmation');
    token = await mailed();
  }
  if (token === null) throw new Error(`No mail that asks to confirm came to ${admin.username}.`);
  await api.post(`/v1/confirmations/${token}`);
}
