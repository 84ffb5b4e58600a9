import type { Act } from './act.js';
import { BUYING } from './buying.js';
import { CHANGING } from './changing.js';
import { JOINING } from './joining.js';
import { LEAVING } from './leaving.js';
import { ORGANISING } from './organising.js';

export const ACTS: readonly Act[] = [...JOINING, ...CHANGING, ...LEAVING, ...BUYING, ...ORGANISING];
