using Papers.Evaluation.Fuzz;
using Papers.Evaluation.Latex;
using Papers.Evaluation.Sources;
using Papers.Evaluation.Tags;

return args switch
{
    ["latex", "counts", var papers] => LatexCounts.Print(papers),
    ["latex", "sample", var papers, var count, var seed] => LatexSample.Print(papers, int.Parse(count), int.Parse(seed)),
    ["tags", "sample", var papers, var count, var seed] => TagSample.Print(papers, int.Parse(count), int.Parse(seed)),
    ["tags", "examples", var papers, var each] => TagExamples.Print(papers, int.Parse(each)),
    ["tags", "quality", var papersWithCode, var dailyPapers] => TagQuality.Print(papersWithCode, dailyPapers),
    ["tags", "counts", var papers] => TagCounts.Print(papers),
    ["sources", var dailyFolder, var jsonLines] => SourceCounts.Print(dailyFolder, jsonLines),
    ["fuzz", .. var rest] when rest.Length <= 3 && FuzzRun.TryRead(rest, out var run) => run.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Quality figures, most of them from data that is not part of the project:
          latex counts PAPERS             titles and abstracts with LaTeX, how many are changed, what remains, and the speed
          latex sample PAPERS COUNT SEED  random texts that are changed, before and after, to be judged by a person
          tags sample PAPERS COUNT SEED   random tags with the text around their evidence, to be judged by a person
          tags examples PAPERS EACH       every tag with the text around its evidence in some papers
          tags counts PAPERS              the number of papers per tag, and the papers tagged per second
          tags quality AREAS DAILY        precision and recall against Papers with Code's tasks (paperswithcode-areas-valid.jsonl) and
                                          Hugging Face's ai_keywords (a folder of its daily replies), beside a baseline
          sources DAILY JSONLINES         the number of papers in a folder of Hugging Face's daily replies, in a file, and in both
          fuzz [COUNT] [SEED] [FOLDER]    runs every reader on mutated inputs (100,000, seed 1); files of a folder are seeds too.
                                          A failing input is saved in the current folder, and the exit code is 1
        PAPERS is JSON Lines (title, abstract, categories), .gz or plain; for latex also a folder of Hugging Face's daily replies.
        """);
    return 2;
}
