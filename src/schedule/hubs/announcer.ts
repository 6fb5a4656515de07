import type { Config } from '../../config/config.ts';
import { pauseAfter } from '../agenda.ts';
import { type HubTold, tellHubs } from './tell-hubs.ts';

/** Tells hubs of changes beside the runs, and again after a pause where one did not take the news. */
export class Announcer {
  readonly #onTold: (told: HubTold) => void;
  readonly #onTrouble: (error: unknown) => void;
  readonly #stopped = new AbortController();
  #config: Config;
  #underWay: Promise<void> | undefined;
  #isAskedAgain = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param onTrouble What was told cannot be written down; it will be told again. */
  constructor(config: Config, onTold: (told: HubTold) => void, onTrouble: (error: unknown) => void) {
    this.#config = config;
    this.#onTold = onTold;
    this.#onTrouble = onTrouble;
  }

  /** Looks for changes that hubs do not know of. Returns at once. */
  announce(config: Config): void {
    this.#config = config;
    if (config.hubs.length === 0 || this.#stopped.signal.aborted) return;
    if (this.#underWay) this.#isAskedAgain = true;
    else {
      clearTimeout(this.#timer);
      this.#underWay = this.#tell();
    }
  }

  /** What is not told by now is told after the next start. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#underWay;
  }

  async #tell(): Promise<void> {
    let isDone = false;
    try {
      isDone = await tellHubs(this.#config, this.#onTold, this.#stopped.signal);
    } catch (error) {
      this.#onTrouble(error);
    }
    this.#underWay = undefined;
    this.#failures = isDone ? 0 : this.#failures + 1;
    if (this.#stopped.signal.aborted) return;
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      this.announce(this.#config);
    } else if (!isDone) {
      this.#timer = setTimeout(() => this.announce(this.#config), pauseAfter(this.#failures));
    }
  }
}
