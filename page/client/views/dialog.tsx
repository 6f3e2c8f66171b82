import type { ComponentChildren, JSX } from "preact";

interface DialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Something above the page, which Escape closes. */
export function Dialog({ label, onClose, children }: DialogProps): JSX.Element {
  return (
    <dialog
      class="dialog"
      aria-label={label}
      ref={(element) => {
        if (element !== null && !element.open) element.showModal();
      }}
      onClose={onClose}
    >
      <div class="inside">
        {children}
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </dialog>
  );
}
