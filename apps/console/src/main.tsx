import './design/design.css';
import './shell/shell.css';
import './shell/palette.css';
import './shell/sign-in/sign-in.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries.js';
import { followAccounts } from './live/live.js';
import { staleBy } from './pages/live-keys.js';
import { router } from './pages/router.js';
import { preferences } from './preferences/preferences.js';
import { fetchMissingStyles, rememberMissingStyle } from './shell/missing-styles.js';
import { loadWords } from './words/catalogues.js';
import { languageFor } from './words/languages.js';
import { Words } from './words/words.js';

addEventListener('vite:preloadError', ({ payload }) => rememberMissingStyle(payload));
router.subscribe('onResolved', fetchMissingStyles);

preferences.begin();
followAccounts(staleBy);
const kept = preferences.read().language;
const language = languageFor(kept === null ? navigator.languages : [kept, ...navigator.languages]);
document.documentElement.lang = language;
await Promise.all(['shell', 'problems', 'sign-in'].map((name) => loadWords(language, name)));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Words first={language}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Words>
  </StrictMode>,
);
