export { fold } from './fold.js';
export { momentIn } from './moments.js';
export { plain } from './plain.js';
export { allWordsIn, searchTerms } from './search.js';
