using Papers.LocalHosting.Running;

// A host for tests to kill: starts the program in its arguments, prints its process id, and waits.
var child = await ChildProcess.StartAsync(new ChildProcessStart
{
    Program = args[0],
    Arguments = args[1..],
    Environment = ChildProcessEnvironment.Basic,
    WorkingDirectory = "/",
});
Console.WriteLine(child.Id);
return await child.Exited;
