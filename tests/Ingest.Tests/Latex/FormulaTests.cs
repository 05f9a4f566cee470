using Papers.Ingest.Latex;

namespace Papers.Ingest.Tests.Latex;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("M$^2$D, GSBAK$^K$, F$_1$, AP$_{50}$, $A^2Flow$", "M²D, GSBAKᴷ, F₁, AP₅₀, A²Flow")]
    [InlineData("$10^{-3}$ $x_i$ $x_{t-1}$ $f^{-1}(\\sigma)$ $e^{-T}$", "10⁻³ xᵢ xₜ₋₁ f⁻¹(σ) e⁻ᵀ")]
    [InlineData("36$^\\circ$C, $360^{\\circ}$, 5$^{th}$, $1^{st}$, $t^{th}$, n$^{th}$", "36°C, 360°, 5th, 1st, tᵗʰ, nᵗʰ")]
    [InlineData("$v^*$, $\\mathbf{b}'$, $W^\\top$, $x^{\\prime}$", "v*, b′, Wᵀ, x′")]
    [InlineData("$\\tt A^\\tt 3$, $\\mathsf{TC^0}$, $^\\mathrm{2}$, $^\\text{T}$", "A³, TC⁰, ², ᵀ")]
    public void Scripts_are_raised_and_lowered(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("$\\mathcal{O}(n^2)$ $O(\\sqrt{T})$ $O(\\sqrt T \\log T)$ $\\tilde{O}(n)$ $\\tilde{\\mathcal{O}}(1)$", "O(n²) O(√T) O(√T log T) Õ(n) Õ(1)")]
    [InlineData("$O(n \\log n)$ $Θ(\\log n)$ $O(n^2 \\log\\log T)$ $m\\log_2m$", "O(n log n) Θ(log n) O(n² log log T) m log₂ m")]
    [InlineData("$\\frac{a}{b}$ $\\mathcal{O}\\left(\\frac{1}{T}\\right)$ $\\lceil \\frac{4n}{5} \\rceil$ $\\frac{a+b}{2c}$", "a/b O(1/T) ⌈4n/5⌉ (a+b)/(2c)")]
    [InlineData("$\\sum_{i=1}^n a_i$ $\\sqrt{MNT}$ $\\sqrt{n}/2$ $1/\\sqrt{2}$", "∑ᵢ₌₁ⁿ aᵢ √(MNT) √n/2 1/√2")]
    public void Growth_rates_roots_and_fractions_are_written_on_a_line(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("256$\\times$256, $256 \\times 256$, $14\\times 14$, $2.16\\times$$\\sim$$2.50\\times$", "256×256, 256 × 256, 14 × 14, 2.16×∼2.50×")]
    [InlineData("$\\sim$50, $\\sim 2\\%$, $\\approx94\\%$, $\\leq$7.5\\%, $>$90, $> 5$, $\\pm 0.3$, $0.93 \\pm 0.05$", "∼50, ∼2%, ≈94%, ≤7.5%, >90, > 5, ±0.3, 0.93 ± 0.05")]
    [InlineData("$f: \\mathbb{R}^3 \\rightarrow \\mathbb{R}$, 2D$\\to$4D, $7 \\rightarrow y$", "f: ℝ³ → ℝ, 2D→4D, 7 → y")]
    [InlineData("$z \\in \\mathbb{R}^n$, $\\{-1,1\\}^n$, $\\mathsf{TC^0} \\subsetneq \\mathsf{NC^1}$, $A \\not\\in B$", "z ∈ ℝⁿ, {-1,1}ⁿ, TC⁰ ⊊ NC¹, A ∉ B")]
    [InlineData("$p < 0.001$, $|d| = 1.4$, $A+B=B+A$, $1-\\alpha$", "p < 0.001, |d| = 1.4, A+B=B+A, 1-α")]
    [InlineData("$\\sim\\!\\textbf{6%}$, $20\\,\\mathrm{FPS}$, 10$\\,$m, $11{,}860^{+280}_{-\\;\\,50}$", "∼6%, 20 FPS, 10 m, 11,860⁺²⁸⁰₋₅₀")]
    public void Relations_keep_the_spaces_that_the_source_gives_them(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("$\\alpha$-divergence, $ω$-Automatic, PixArt-$\\Sigma$, 380$\\mu$s, $Δ\\mathcal{L}$", "α-divergence, ω-Automatic, PixArt-Σ, 380μs, Δℒ")]
    [InlineData("$\\mathcal{J}\\&\\mathcal{F}$, $\\mathcal{V}isi\\mathcal{P}runer$, $\\mathcal{X}$, ${\\cal O}(N)$, $\\mathcal{SHOIQ}$", "J&F, VisiPruner, 𝒳, O(N), SHOIQ")]
    [InlineData("$k$-means, top-$k$, pass@$k$, $top$-$K$, $n$-gram, $2.5$D", "k-means, top-k, pass@k, top-K, n-gram, 2.5D")]
    [InlineData("$\\textbf{A}$daptive $\\textbf{D}$ata, $\\textit{i.e.}$, $\\textbf{Claim Advisor}$, $\\mathrm{SO}(3)$", "Adaptive Data, i.e., Claim Advisor, SO(3)")]
    [InlineData("$2E{\\small XP}T{\\small IME}$, $\\mathsf{Cin\\acute{e}aste}$, $32\\text{KB}/\\text{km}^2$", "2EXPTIME, Cinéaste, 32KB/km²")]
    [InlineData("samples$\\unicode{x2013}$less, 57$\\unicode{x0025}$", "samples–less, 57%")]
    [InlineData("\\(N\\)-dimensional, \\(\\sim5\\) min, at: \\[ a = b \\] so, $$x^2$$", "N-dimensional, ∼5 min, at: a = b so, x²")]
    public void Names_letters_and_words_are_read_without_their_dollars(string source, string plain) => Assert.Equal(plain, ReadableText.Of(source));

    [Theory]
    [InlineData("$\\ell_\\infty$")]
    [InlineData("$\\text{AP}_{50:95}$")]
    [InlineData("$x^{a/b}$")]
    [InlineData("$\\mathbf{F}[W_1;\\ldots;W_K]$")]
    [InlineData("$\\hat{θ}$")]
    [InlineData("$\\binom{n}{2}$")]
    [InlineData("$2\\frac{1}{3}$")]
    [InlineData("$\\frac{1}{2}x$")]
    [InlineData("$\\method$")]
    [InlineData("$\\sqrt{$")]
    [InlineData("\\(\\projectname\\)")]
    [InlineData("\\[ \\sum_{i \\in S} a_i \\]")]
    [InlineData("$\\unicode{x202e}$ $\\unicode{x7}$ $\\unicode{xd800}$ $\\unicode{x110000}$")]
    public void A_formula_of_which_a_part_is_not_certain_stays_whole(string source) => Assert.Same(source, ReadableText.Of(source));
}
