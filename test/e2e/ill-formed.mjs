// A defect of ours: the first date of each Atom document that is rendered is not closed.
import { Feed } from 'feed';

const { atom1 } = Feed.prototype;
Feed.prototype.atom1 = function illFormed() {
  return atom1.call(this).replace('</updated>', '');
};
