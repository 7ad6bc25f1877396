using System.Collections.Immutable;

namespace JsHrss.IdP.Commands;

/// <summary>An operator's line: words that name a command, its options, and configuration as <c>--Section:Name=value</c>.</summary>
/// <param name="Command">Which.</param>
/// <param name="Operands">Words after it.</param>
/// <param name="Options">Its own options; those without a value hold an empty one.</param>
/// <param name="Configuration">Handed to the configuration as they are.</param>
internal sealed record CommandLine(OperatorCommand Command, ImmutableArray<string> Operands, ImmutableDictionary<string, string> Options, string[] Configuration)
{
    /// <summary>Whether a line is a command's; a server's begins with an option or is empty.</summary>
    public static bool IsCommand(string[] args) => args.Length > 0 && (args[0] is "--help" or "-h" || !args[0].StartsWith('-'));

    /// <exception cref="ArgumentException">Something is not understood; the message says what.</exception>
    public static CommandLine Read(string[] args)
    {
        if (OperatorCommands.All.Where(one => args.Take(one.Words.Length).SequenceEqual(one.Words)).MaxBy(one => one.Words.Length) is not { } command)
            throw new ArgumentException($"'{string.Join(' ', args.TakeWhile(word => !word.StartsWith('-')))}' is no command.");
        var operands = ImmutableArray.CreateBuilder<string>();
        var options = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var configuration = new List<string>();
        for (var at = command.Words.Length; at < args.Length; at++)
        {
            var (name, value) = args[at].Split('=', 2) is [var before, var after] ? (before, after) : (args[at], null);
            if (command.Flags.Contains(name) && value is null)
                options[name] = "";
            else if (command.Values.Contains(name))
                options[name] = value ?? (++at < args.Length ? args[at] : throw new ArgumentException($"{name} wants a value."));
            else if (name.StartsWith("--", StringComparison.Ordinal) && value is not null && !command.Flags.Contains(name))
                configuration.Add(args[at]);
            else if (operands.Count < command.Operands.Length && value is null) // a key id may begin with a hyphen
                operands.Add(name);
            else
                throw new ArgumentException($"'{args[at]}' is not understood.");
        }

        if (operands.Count < command.Operands.Length)
            throw new ArgumentException($"{command.Operands[operands.Count]} is missing.");
        return new CommandLine(command, operands.ToImmutable(), options.ToImmutable(), [.. configuration]);
    }
}
