export default function Page() {
  return <main>Readout</main>;
}
