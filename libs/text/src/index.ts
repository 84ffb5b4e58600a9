export { fold } from './fold.js';
export { listed, listedIn } from './listed.js';
export { dayIn, momentIn } from './moments.js';
export { moneyIn } from './money.js';
export { numberIn } from './numbers.js';
export { plain } from './plain.js';
export { allWordsIn, searchTerms } from './search.js';
