/**
 * Buttons that copy the address of a feed, on pages that say how to subscribe. They are hidden until this shows them.
 * A plain script, not a module: browsers load no modules for pages that are opened as files.
 */
(() => {
  const status = document.querySelector('[data-copy-status]');

  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const label = button.firstElementChild;
    const asking = label?.textContent ?? '';
    let reset = 0;
    button.addEventListener('click', async () => {
      if (!(await copied(button.dataset.copy ?? '', button))) return;
      say(button.dataset.copied ?? '');
      clearTimeout(reset);
      reset = setTimeout(say, 2500, '');
    });
    button.hidden = false;

    function say(done: string): void {
      if (label) label.textContent = done || asking;
      if (status) status.textContent = done;
    }
  }

  /** Where the clipboard is refused, the address is left selected, for the keyboard to copy. */
  async function copied(address: string, button: Element): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(address);
      return true;
    } catch {
      const link = button.parentElement?.querySelector('a');
      if (link) getSelection()?.selectAllChildren(link);
      return document.execCommand('copy');
    }
  }
})();
