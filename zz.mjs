import {testWorld} from '@seatkeeper/testing'; import fs from 'fs';
for (const p of process.argv.slice(2)) { await testWorld(p).close(); console.log('closed',p) }
process.exit(0);
