/** The page for the doctor as a file: saved, or opened to be printed. */

import type { PageFormat } from "../core/chat.js";
import type { Scene } from "./scene.js";

const KEEP = 60_000; // ms that a file stays in memory: a new tab may be slow to read it

/** Saves the page with the person's downloads, and tells how it went. */
export async function savePage(scene: Scene, format: PageFormat): Promise<void> {
  const file = await page(scene, format);
  if (!file) return;
  download(file, `${scene.t.page.file}.${format}`);
  scene.tell(scene.t.page.saved);
}

/**
 * Opens the page in a new tab, from where it can be printed; saves it where that is not allowed. It is the PDF: the
 * HTML would come under the content security policy of the page that we are on, and may lose its looks.
 */
export async function printPage(scene: Scene): Promise<void> {
  // Right after the press, else a browser may take it for an advertisement.
  const tab = window.open("", "_blank");
  const file = await page(scene, "pdf");
  if (!file) return tab?.close();
  if (tab) tab.location.href = address(file);
  else download(file, `${scene.t.page.file}.pdf`);
  scene.tell(tab ? scene.t.page.opened : scene.t.page.noWindow);
}

export async function copyText(scene: Scene, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    scene.tell(scene.t.page.copied);
  } catch {
    scene.tell(scene.t.page.notCopied);
  }
}

async function page(scene: Scene, format: PageFormat): Promise<Blob | null> {
  scene.tell(scene.t.page.working);
  const file = await scene.chat.page(format);
  if (!file) scene.tell(scene.t.page.none);
  return file;
}

function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = address(file);
  link.download = name;
  link.click();
}

function address(file: Blob): string {
  const url = URL.createObjectURL(file);
  setTimeout(() => URL.revokeObjectURL(url), KEEP);
  return url;
}
