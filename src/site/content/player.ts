import { type Attributes, readAttributes, valid, writeAttributes } from './attributes.ts';
import type { SiteAddresses } from './site-addresses.ts';

const TRACK_KINDS = /^(?:subtitles|captions|descriptions|chapters|metadata)$/i;

/**
 * Sound or film, with what it may play, until its end. Of what it holds for readers without players only the link is
 * kept, which article/content/ puts there.
 */
export class Player {
  readonly kind: 'audio' | 'video';
  /** Text of the link in it, escaped; empty where there is none. */
  private label = '';
  /** All text in it, escaped, which browsers do not show. */
  private said = '';
  private readonly attributes: Attributes;
  private readonly sources: string[];
  private readonly tracks: Attributes[] = [];
  private depth = 1;
  private isInLink = false;

  constructor(kind: 'audio' | 'video', attributes: Attributes) {
    this.kind = kind;
    this.attributes = attributes;
    const src = attributes.get('src');
    this.sources = src === undefined ? [] : [src];
  }

  text(markup: string): void {
    this.said += markup;
    if (this.isInLink) this.label += markup;
  }

  start(tag: string, written: string): void {
    if (tag === 'audio' || tag === 'video') this.depth++;
    else if (tag === 'track') this.tracks.push(readAttributes(written));
    else if (tag === 'a') {
      this.isInLink = true;
      this.label = '';
    } else if (tag === 'source') {
      const src = readAttributes(written).get('src');
      if (src !== undefined) this.sources.push(src);
    }
  }

  /** Whether it ends. */
  end(tag: string): boolean {
    if (tag === 'a') this.isInLink = false;
    if (tag !== 'audio' && tag !== 'video') return false;
    this.depth--;
    return this.depth === 0;
  }

  /** Of the first thing that it plays, escaped. */
  get address(): string | undefined {
    return this.sources.find((source) => source.startsWith('http'));
  }

  /** What to call it where it is not played; of one that has nothing to play, its words. */
  get words(): string {
    return this.address === undefined ? this.said.trim() : this.label;
  }

  /** The element, where it plays something that a page may load. */
  markup(addresses: SiteAddresses): string | undefined {
    const playable = (address: string) => (address.startsWith('http') ? addresses.loadable(address) : undefined);
    const sources = this.sources.map(playable).filter((source) => source !== undefined);
    const [first] = sources;
    if (first === undefined) return undefined;
    const poster = playable(this.attributes.get('poster') ?? '');
    const size = this.kind === 'video' ? ['width', 'height'].filter((name) => valid(this.attributes, name)) : [];
    const kept = writeAttributes(this.attributes, ...size) + (poster ? ` poster="${poster}"` : '');
    const tracks = this.tracks.map((track) => {
      const src = playable(track.get('src') ?? '');
      return src === undefined ? '' : trackMarkup(src, track);
    });
    const source = sources.length === 1 ? ` src="${first}"` : '';
    const others = sources.length === 1 ? '' : sources.map((src) => `<source src="${src}">`).join('');
    const link = `<a href="${first}">${this.label.trim() || first.replace(/^.*\//s, '')}</a>`;
    return `<${this.kind} controls${source}${kept}>${others}${tracks.join('')}${link}</${this.kind}>`;
  }
}

function trackMarkup(src: string, track: Attributes): string {
  const kind = TRACK_KINDS.exec(track.get('kind') ?? '')?.[0].toLowerCase() ?? 'subtitles';
  const language = track.get('srclang') ?? '';
  // Subtitles are to say their language (HTML, 4.8.11.1).
  if (kind === 'subtitles' && !/^[a-z]{2,3}(?:-[a-z\d]+)*$/i.test(language)) return '';
  const optional = ['srclang', 'label'].map((name) => (track.get(name) ? ` ${name}="${track.get(name)}"` : ''));
  return `<track kind="${kind}" src="${src}"${optional.join('')}>`;
}
