import { home } from './client.js';

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
}

/** Changes the own password and goes on in the session that comes with it; all others end. */
export async function changePassword({ current, next }: PasswordChange): Promise<void> {
  const body = { current, next, session: 'cookie' as const };
  await home.enter(await home.post('/v1/auth/password', { body }));
}
