using Papers.Benchmarks;
using Papers.Benchmarks.Readers;

return args switch
{
    ["pipeline", var file, .. var settings] => await PipelineBenchmark.RunAsync(file, settings),
    ["million", var file] => await MillionBenchmark.RunAsync(file, 1_000_000, []),
    ["million", var file, var papers, .. var settings] when int.TryParse(papers, out var count) && count is > 0 and <= GeneratedPapers.Max =>
        await MillionBenchmark.RunAsync(file, count, settings),
    ["start", .. var settings] => await StartBenchmark.RunAsync(settings),
    ["mail", var readers] when int.TryParse(readers, out var count) => await MailBenchmark.RunAsync(count),
    ["readers", var folder] => ReadersBenchmark.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        Measures the whole stack on a new data directory; "readers" and "mail" measure in this process.

          pipeline FILE [setting…]   throughput and memory until the papers of a file are tagged, linked and searchable
          million FILE [COUNT [setting…]]
                                     the same for COUNT papers (default a million) generated from those of the file; memory over time
          readers FOLDER             megabytes per second of each reader of files and replies, beside a lower bound; the folder has
                                     arxiv.jsonl.gz, huggingface-papers-page.txt and optionally daily replies and XML
          mail READERS               mails per second of an edition, to files and by SMTP to a stub on this machine
          start [setting…]           duration of a start: on a new directory, again, and after a kill of all processes

        Settings are passed to the app host, such as --Tagging:Replicas=2.
        """);
    return 2;
}
