export { fold } from './fold.js';
export { plain } from './plain.js';
export { allWordsIn, searchTerms } from './search.js';
