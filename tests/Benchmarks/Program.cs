using Papers.Benchmarks;
using Papers.Benchmarks.Readers;

return args switch
{
    ["pipeline", var file, .. var settings] => await PipelineBenchmark.RunAsync(file, settings),
    ["million", var file] => await MillionBenchmark.RunAsync(file, 1_000_000, []),
    ["million", var file, var papers, .. var settings] when int.TryParse(papers, out var count) && count is > 0 and <= MadePapers.Most =>
        await MillionBenchmark.RunAsync(file, count, settings),
    ["start", .. var settings] => await StartBenchmark.RunAsync(settings),
    ["mail", var readers] when int.TryParse(readers, out var count) => await MailBenchmark.RunAsync(count),
    ["readers", var folder] => ReadersBenchmark.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        Measures Papers as an operator runs it, on a data directory of its own; readers alone in this process.

          pipeline FILE [setting…]   how fast the papers of a file become tagged, linked and searchable, and the memory it takes
          million FILE [COUNT [setting…]]
                                     the same for COUNT papers (a million) made from those of the file, and whether memory stays flat
          readers FOLDER             how many megabytes a second each reader of files and replies takes, beside its floor; the folder
                                     holds arxiv.jsonl.gz, huggingface-papers-page.txt and, where they are, daily replies and XML
          mail READERS               how fast an edition becomes mails, as files and by SMTP to a stub on this machine
          start [setting…]           how long a start takes: on a clean directory, again, and after everything was killed

        A setting is passed to the app host, such as --Tagging:Replicas=2.
        """);
    return 2;
}
