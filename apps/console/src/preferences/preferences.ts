/** How somebody likes the console on this device. Nothing in it is a secret, and no token is ever kept here. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly language: string | null;
  /** The account that was signed in to last, so that it has not to be typed again. */
  readonly account: string;
  /** Columns of lists, by the list. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Ids of accounts whose first steps are not to be shown any more. */
  readonly beyondFirstSteps: readonly string[];
}

export const DEFAULTS: Preferences = {
  theme: 'system',
  density: 'comfortable',
  language: null,
  account: '',
  columns: {},
  beyondFirstSteps: [],
};

/** What was kept, as far as it still makes sense: an older console, or somebody, may have written anything. */
export function readPreferences(text: string | null): Preferences {
  let kept: Partial<Record<keyof Preferences, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) kept = parsed;
  } catch {
    return DEFAULTS;
  }
  const { theme, density, language, account, columns, beyondFirstSteps } = kept;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'compact' ? 'compact' : 'comfortable',
    language: typeof language === 'string' ? language : null,
    account: typeof account === 'string' ? account : '',
    columns: readColumns(columns),
    beyondFirstSteps: areNames(beyondFirstSteps) ? beyondFirstSteps : [],
  };
}

function readColumns(columns: unknown): Preferences['columns'] {
  if (typeof columns !== 'object' || columns === null) return {};
  const lists = Object.entries(columns as Record<string, unknown>).filter(
    (entry): entry is [string, string[]] => areNames(entry[1]),
  );
  return Object.fromEntries(lists);
}

const areNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

const KEY = 'seatkeeper.preferences';
type Listener = () => void;

class PreferenceStore {
  private now: Preferences = DEFAULTS;
  private readonly listeners = new Set<Listener>();

  readonly read = (): Preferences => this.now;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads what was kept, and follows what other tabs keep. */
  begin(): void {
    this.take(readPreferences(stored()));
    addEventListener('storage', ({ key, newValue }) => {
      if (key === KEY) this.take(readPreferences(newValue));
    });
  }

  set(change: Partial<Preferences>): void {
    this.take({ ...this.now, ...change });
    try {
      localStorage.setItem(KEY, JSON.stringify(this.now));
    } catch {
      // Some browsers keep nothing; then it holds until the page is left.
    }
  }

  private take(next: Preferences): void {
    this.now = next;
    const { dataset } = document.documentElement;
    if (next.theme === 'system') delete dataset['theme'];
    else dataset['theme'] = next.theme;
    dataset['density'] = next.density;
    for (const listener of this.listeners) listener();
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const preferences = new PreferenceStore();
