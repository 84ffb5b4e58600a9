import { Password } from '@seatkeeper/contracts';
import { faultOf } from '../http/problem.filter.js';
import { type Html, html } from './html.js';
import { CARD } from './page.js';

/** The look of a card with a form in it. */
export const FORM = `${CARD}
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; font: inherit; }
input[readonly] { border-style: dashed; color: var(--soft); }
button { width: 100%; margin-top: 1.5rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
dl { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
dt { color: var(--soft); font-size: .875rem; }
dd { margin: 0 0 .5rem; font-weight: 600; overflow-wrap: anywhere; }
.bad { padding: .75rem; border-left: 4px solid var(--bad); color: var(--bad); }
`;

/** What can be wrong with a password that was typed twice. */
export type PasswordError = 'mismatch' | 'length' | 'refused';

export interface PasswordTexts {
  username: string;
  password: string;
  repeated: string;
  hint: string;
  submit: string;
  validUntil: (date: string) => string;
  errors: Readonly<Record<PasswordError, string>>;
}

/** The password in a form that was sent, or what is wrong with it. */
function readPassword(form: URLSearchParams): { password: string } | { error: PasswordError } {
  const password = form.get('password') ?? '';
  if (password !== form.get('repeated')) return { error: 'mismatch' };
  return Password.safeParse(password).success ? { password } : { error: 'length' };
}

/** Sets the password of a form; the form is shown again with what is wrong with it, also if identity finds it too weak. */
export async function setPassword<Before extends object, After>(
  form: URLSearchParams,
  before: Before,
  set: (password: string) => Promise<After>,
): Promise<After | (Before & { error: PasswordError })> {
  const read = readPassword(form);
  if ('error' in read) return { ...before, error: read.error };
  try {
    return await set(read.password);
  } catch (error) {
    if (faultOf(error).code === 'validation-failed') return { ...before, error: 'refused' };
    throw error;
  }
}

/** Asks for a new password, twice; says to everybody, also to a screen reader, what was wrong with the last one. */
export function passwordForm(
  username: string,
  until: string,
  texts: PasswordTexts,
  error: PasswordError | undefined,
): Html {
  const described = error ? 'problem hint' : 'hint';
  const invalid = error ? html`aria-invalid="true"` : '';
  return html`${error && html`<p class="bad" id="problem" role="alert">${texts.errors[error]}</p>`}
    <form method="post">
      <label for="username">${texts.username}</label>
      <input id="username" name="username" autocomplete="username" readonly value="${username}" />
      <label for="password">${texts.password}</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="new-password"
        required
        minlength="8"
        maxlength="200"
        aria-describedby="${described}"
        ${invalid}
        autofocus
      />
      <p class="soft" id="hint">${texts.hint}</p>
      <label for="repeated">${texts.repeated}</label>
      <input
        id="repeated"
        name="repeated"
        type="password"
        autocomplete="new-password"
        required
        minlength="8"
        maxlength="200"
        ${invalid}
      />
      <button>${texts.submit}</button>
      <p class="soft">${texts.validUntil(until)}</p>
    </form>`;
}

/** The two lines that one signs in with. */
export const signInLines = (
  texts: { account: string; username: string },
  { slug, username }: { slug: string; username: string },
  more?: Html,
): Html =>
  html`<dl>
    <dt>${texts.account}</dt>
    <dd>${slug}</dd>
    <dt>${texts.username}</dt>
    <dd>${username}</dd>
    ${more}
  </dl>`;
