using System.Globalization;
using Papers.HostToKill;
using Papers.LocalHosting.Running;

// A host for tests to kill: starts a server (NAME FOLDER PORT) or a program (run PROGRAM ARGUMENTS…), prints its process id, and waits.
if (args[0] != "run")
{
    var server = await HostedServer.StartAsync(args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), CancellationToken.None);
    Console.WriteLine(server.ProcessId);
    return await server.Exited;
}

var child = await ChildProcess.StartAsync(new ChildProcessStart
{
    Program = args[1],
    Arguments = args[2..],
    Environment = ChildProcessEnvironment.Basic,
    WorkingDirectory = "/",
});
Console.WriteLine(child.Id);
return await child.Exited;
