import { Clock } from '@seatkeeper/service';

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  private time: number;

  constructor(start: Date | string = new Date()) {
    super();
    this.time = new Date(start).getTime();
  }

  override now(): Date {
    return new Date(this.time);
  }

  set(date: Date | string): void {
    this.time = new Date(date).getTime();
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
