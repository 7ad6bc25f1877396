using JsHrss.IdP.Commands;
using JsHrss.IdP.Hosting;

return CommandLine.IsCommand(args) ? await OperatorCommands.RunAsync(args, Console.Out, Console.Error) : await Server.RunAsync(args, Console.Error);
