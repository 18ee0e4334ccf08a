/** The product's mark: lines read, one answered. */
export function Mark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className} fill="none" strokeLinecap="round" strokeLinejoin="round">
      <rect width="24" height="24" rx="5.5" className="fill-accent" />
      <path d="M5.5 7.5h8M5.5 12h5M5.5 16.5h3.5" className="stroke-on-accent" strokeWidth="1.9" />
      <path d="m12.2 15 2.5 2.5 4.3-5" className="stroke-on-accent" strokeWidth="2.1" />
    </svg>
  );
}
