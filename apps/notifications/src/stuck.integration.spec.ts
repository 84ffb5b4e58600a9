import { listStuckInNotifications } from '@seatkeeper/contracts';
import { itTellsWhatIsStuck } from '@seatkeeper/testing';
import { PostOffice } from '../testing/post-office.js';

describe('what is stuck in notifications', () => {
  let office: PostOffice;
  beforeAll(async () => {
    office = await PostOffice.open('smtp://127.0.0.1:1');
  }, 60_000);
  afterAll(() => office.close());

  itTellsWhatIsStuck(listStuckInNotifications, () => ({
    service: office.services[0]!,
    collection: 'deliveries',
  }));
});
