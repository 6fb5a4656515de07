// Takes the lock of a state folder, says what came of it, and keeps it until its input ends.
import { takeLock } from '../../../dist/build/lock/lock.js';

const [state, busy] = process.argv.slice(2);
const taken = takeLock(state, Date.now());
process.stdout.write('owner' in taken ? 'taken\n' : 'mine\n');
if (busy) {
  // Long enough that the thread has begun, then as busy as a run that composes a million entries.
  setTimeout(() => {
    for (const until = Date.now() + 60_000; Date.now() < until; );
  }, 3_500);
}
process.stdin.resume().on('end', () => {
  if ('release' in taken) taken.release();
});
