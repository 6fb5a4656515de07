/** Verbs with which pages ask their readers for something, at the beginning of a line. */
const asks =
  /^(?:please\s+)?(?:follow|read|see|watch|listen|subscribe|sign up|click|tap|download|join|get|try|support|donate|register|log in|share|check out|don.t miss|acompanhe|siga|leia|veja|assista|assine|subscreva|ouça|clique|saiba|sigue|siga|lee|mira|suscríbete|suscríbase|haz clic|suivez|lisez|regardez|écoutez|abonnez|inscrivez|cliquez|folgen sie|lesen sie|abonnieren sie|jetzt|hier|segui|leggi|guarda|iscriviti|clicca)(?!\p{L})/iu;

/** What they offer, or where. */
const offers =
  /(?<!\p{L})(?:our|us|here|now|more|also|free|live|live ?blogs?|newsletters?|podcasts?|videos?|apps?|channels?|this article|twitter|x|facebook|instagram|telegram|whatsapp|youtube|tiktok|aqui|aquí|ici|hier|qui|nosso|nossa|nuestro|nuestra|notre|unseren?|nostro|nostra|mais|más|plus|mehr|agora|ahora|liveblogs?|em direto|ao vivo|en vivo|en directo|en direct|in diretta|tempo real)(?!\p{L})/iu;

/** In UTF-16 code units. */
const longest = 120;

/** Lines that are one whatever they say else. */
const alone =
  /^(?:advertisements?|sponsored(?: content)?|publicidade?|publicidad|anzeige|publicité|pubblicità|live updates.*)$/iu;

/**
 * Whether a line that stands before a story asks the reader for something. Both a verb and an offer are needed, and
 * no full stop: "Follow the money" is a headline, "Follow our live blog here" is none.
 */
export function isPromotion(line: string): boolean {
  if (line.length > longest || /[.。]["'”’»)]*$/u.test(line)) return false;
  return alone.test(line) || (asks.test(line) && offers.test(line));
}
