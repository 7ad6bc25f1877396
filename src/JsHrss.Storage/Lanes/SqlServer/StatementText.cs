using System.Text;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>A statement's text, cut at its parameters, so that it can stand in a batch beside others without meeting their names.</summary>
internal sealed class StatementText
{
    private readonly string[] pieces;
    private readonly int[] parameters; // which one stands behind each piece but the last

    private StatementText(string[] pieces, int[] parameters, string[] names) => (this.pieces, this.parameters, Names) = (pieces, parameters, names);

    /// <summary>Each parameter once, with its <c>@</c>.</summary>
    public string[] Names { get; }

    public static StatementText Read(string sql)
    {
        var (pieces, parameters, names) = (new List<string>(), new List<int>(), new List<string>());
        var from = 0;
        for (var at = 0; at < sql.Length;)
        {
            if (sql[at] != '@')
            {
                at++;
                continue;
            }

            var end = at + 1;
            // With two of them it is a function of the server's: @@rowcount.
            var isFunction = end < sql.Length && sql[end] == '@';
            for (end += isFunction ? 1 : 0; end < sql.Length && (char.IsAsciiLetterOrDigit(sql[end]) || sql[end] == '_'); end++)
            {
            }

            if (!isFunction)
            {
                var name = sql[at..end];
                if (!names.Contains(name))
                    names.Add(name);
                pieces.Add(sql[from..at]);
                parameters.Add(names.IndexOf(name));
                from = end;
            }

            at = end;
        }

        pieces.Add(sql[from..]);
        return new StatementText([.. pieces], [.. parameters], [.. names]);
    }

    /// <summary>A text with one parameter and variables of its own.</summary>
    public static StatementText Around(string before, string parameter, string after) => new([before, after], [0], [parameter]);

    /// <summary>Writes it with its parameters named by number.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="first">Number of its first parameter.</param>
    public void AppendTo(StringBuilder batch, int first)
    {
        for (var i = 0; i < pieces.Length; i++)
        {
            batch.Append(pieces[i]);
            if (i < parameters.Length)
                batch.Append("@p").Append(first + parameters[i]);
        }
    }
}
