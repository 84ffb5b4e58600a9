import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { session } from '../../api/session.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/languages.js';
import { useLanguage, useSay } from '../../words/words.js';
import { Forgotten } from './forgotten.js';
import { SignInSteps } from './sign-in-steps.js';

export function SignInPage() {
  const say = useSay();
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [isForgotten, setForgotten] = useState(false);
  const state = useSyncExternalStore(session.subscribe, session.read);
  const queries = useQueryClient();
  // Here, where no page is shown any more that would ask for it again: what one person saw is not kept for the next.
  useEffect(() => queries.clear(), [queries]);
  const isDone = state.is === 'in' && state.must === null;
  useEffect(() => {
    if (isDone) void navigate({ href: next ?? '/', replace: true });
  }, [isDone, navigate, next]);
  return (
    <main className="door" id="content" tabIndex={-1}>
      <div className="door-card">
        <img src="/icon.svg" alt={say('shell.product')} width="40" height="40" />
        {isForgotten ? (
          <Forgotten onBack={() => setForgotten(false)} />
        ) : (
          <SignInSteps onForgotten={() => setForgotten(true)} heading="h1" />
        )}
      </div>
      <Tongues />
    </main>
  );
}

function Tongues() {
  const { language, speak } = useLanguage();
  return (
    <ul className="tongues">
      {LANGUAGES.map((one) => (
        <li key={one} lang={one}>
          <button
            type="button"
            className="tongue"
            aria-pressed={one === language}
            onClick={() => void speak(one)}
          >
            {LANGUAGE_NAMES[one]}
          </button>
        </li>
      ))}
    </ul>
  );
}
