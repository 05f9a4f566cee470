using Papers.Benchmarks;

return args switch
{
    ["pipeline", var file, .. var settings] => await PipelineBenchmark.RunAsync(file, settings),
    ["start", .. var settings] => await StartBenchmark.RunAsync(settings),
    ["mail", var readers] when int.TryParse(readers, out var count) => await MailBenchmark.RunAsync(count),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        Measures Papers as an operator runs it, on a data directory of its own.

          pipeline FILE [setting…]   how fast the papers of a file become tagged, linked and searchable, and the memory it takes
          mail READERS               how fast an edition becomes mails, as files and by SMTP to a stub on this machine
          start [setting…]           how long a start takes: on a clean directory, again, and after everything was killed

        A setting is passed to the app host, such as --Tagging:Replicas=2.
        """);
    return 2;
}
