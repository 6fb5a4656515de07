import type { Config } from '../../config/config.ts';
import { pauseAfter } from '../agenda.ts';
import { type HubTold, tellHubs } from './tell-hubs.ts';

/** Tells hubs of changes beside the runs, and again after a pause where one did not take the news. */
export class Announcer {
  readonly #onTold: (told: HubTold) => void;
  readonly #onTrouble: (error: unknown) => void;
  readonly #givenUp: AbortSignal;
  #config: Config;
  #underWay: Promise<void> | undefined;
  #isAskedAgain = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param onTrouble What was told cannot be written down; it will be told again.
   * @param givenUp From then on nothing is told; what is not told by then is told after the next start.
   */
  constructor(
    config: Config,
    onTold: (told: HubTold) => void,
    onTrouble: (error: unknown) => void,
    givenUp: AbortSignal,
  ) {
    this.#config = config;
    this.#givenUp = givenUp;
    givenUp.addEventListener('abort', () => clearTimeout(this.#timer));
    this.#onTold = onTold;
    this.#onTrouble = onTrouble;
  }

  /** Looks for changes that hubs do not know of. Returns at once. */
  announce(config: Config): void {
    this.#config = config;
    if (config.hubs.length === 0 || this.#givenUp.aborted) return;
    if (this.#underWay) this.#isAskedAgain = true;
    else {
      clearTimeout(this.#timer);
      this.#underWay = this.#tell();
    }
  }

  /** Is there when nothing is under way. */
  get idle(): Promise<void> {
    return this.#underWay ?? Promise.resolve();
  }

  async #tell(): Promise<void> {
    let isDone = false;
    try {
      isDone = await tellHubs(this.#config, this.#onTold, this.#givenUp);
    } catch (error) {
      this.#onTrouble(error);
    }
    this.#underWay = undefined;
    this.#failures = isDone ? 0 : this.#failures + 1;
    if (this.#givenUp.aborted) return;
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      this.announce(this.#config);
    } else if (!isDone) {
      this.#timer = setTimeout(() => this.announce(this.#config), pauseAfter(this.#failures));
    }
  }
}
