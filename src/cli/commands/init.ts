import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { starterConfig } from '../../config/starter.ts';
import { readBaseUrl } from '../../config/values/base-url.ts';
import { readTimezone } from '../../config/values/timezone.ts';
import { dayIn } from '../clock.ts';
