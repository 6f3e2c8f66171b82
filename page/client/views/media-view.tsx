import type { JSX } from "preact";
import { pathOfFile } from "../path-of-file.ts";
import type { DrawnMedia } from "../read-content.ts";

const ICONS = { image: "▧", gif: "GIF", video: "▶", file: "▤" } as const;
/** A picture, or what stands for it: its name and what the author says of it. */
export function MediaView({
  media,
  heightPx,
}: {
  readonly media: DrawnMedia;
  readonly heightPx?: number;
}): JSX.Element {
  const { source, alt, kind } = media;
  const shown = media.picture ?? pathOfFile(source);
  const style = heightPx === undefined ? {} : { height: `${heightPx}px` };
  if (shown !== undefined && kind === "image")
    return <img class="media" style={style} src={shown} alt={alt || "A file of the user"} />;
  return (
    <div
      class={`media placeholder ${kind}`}
      style={style}
      role="img"
      aria-label={alt || `${kind} without a description`}
      title={source}
    >
      <span aria-hidden="true">{ICONS[kind]}</span>
      <small dir="ltr">{nameOf(source)}</small>
      {alt === "" ? <small class="trouble">no description</small> : <small dir="auto">{alt}</small>}
    </div>
  );
}

function nameOf(source: string): string {
  const path = source.replace(/[?#].*/, "");
  return path.slice(path.lastIndexOf("/") + 1) || source;
}
