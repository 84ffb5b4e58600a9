type Listener = () => void;

/** Whether somebody is being asked to show that it is they. All calls that wait for it share one question. */
class ProvingStore {
  private question: { readonly given: Promise<boolean>; readonly answer: (given: boolean) => void } | null =
    null;
  private readonly listeners = new Set<Listener>();

  readonly read = (): boolean => this.question !== null;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for a proof. False when whoever is asked gives none. */
  ask(): Promise<boolean> {
    if (!this.question) {
      let answer: (given: boolean) => void = () => undefined;
      const given = new Promise<boolean>((resolve) => (answer = resolve));
      this.question = { given, answer };
      this.tell();
    }
    return this.question.given;
  }

  /** Ends the question: a proof was given, or none will be. */
  answer(given: boolean): void {
    const asked = this.question;
    this.question = null;
    asked?.answer(given);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const proving = new ProvingStore();
