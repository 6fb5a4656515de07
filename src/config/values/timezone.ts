import { isTimeZone } from '../../text/zone.ts';
import { nearest } from '../nearest.ts';
import { type Reading, shown } from './reading.ts';

/**
 * A name of the IANA time zone database, as written: its canonical spelling differs between versions of Node.
 * Offsets (`+01:00`), which newer versions of Intl take, too, are refused: they know no summer time.
 */
export function readTimezone(text: string): Reading<string> {
  if (/^[A-Za-z]/.test(text) && isTimeZone(text)) return { value: text };
  const meant = nearest(text, Intl.supportedValuesOf('timeZone')) ?? nearestCity(text);
  return {
    problem: `${shown(text)} is not a time zone of the IANA database`,
    hint: meant === undefined ? 'write a name such as Europe/Lisbon or UTC' : `did you mean "${meant}"?`,
  };
}

/** For `Lisbon`, which is how people name their zone. */
function nearestCity(text: string): string | undefined {
  const city = text.trim().replaceAll(' ', '_').toLowerCase();
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(`/${city}`));
}
