using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.IdP.Web.Units;

/// <summary>The catalogue as people choose from it.</summary>
/// <param name="Roots">At the top.</param>
internal sealed record ItemTree(ImmutableArray<ItemNode> Roots)
{
    /// <summary>Codes of everything that can be granted.</summary>
    public IEnumerable<string> Grantable => Roots.SelectMany(root => root.Grantable);

    /// <summary>Another one for every other tree: by it a form says which one was shown.</summary>
    public string Mark
    {
        get
        {
            var text = new StringBuilder();
            foreach (var root in Roots)
                root.Write(text);
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
        }
    }
}

/// <summary>An item, or a heading with what stands under it.</summary>
/// <param name="Code">事项编码.</param>
/// <param name="Name">事项名称.</param>
/// <param name="IsGrantable">False: only a heading.</param>
/// <param name="NeedsRealPerson">Only a real person may do it.</param>
/// <param name="IsOver">It is not offered any more, and was granted before.</param>
/// <param name="Below">What stands under it, by code.</param>
internal sealed record ItemNode(string Code, string Name, bool IsGrantable, bool NeedsRealPerson, bool IsOver, ImmutableArray<ItemNode> Below)
{
    /// <summary>Codes of everything here and below that can be granted.</summary>
    public IEnumerable<string> Grantable => Below.SelectMany(node => node.Grantable).Concat(IsGrantable ? [Code] : []);

    /// <summary>Whether the name or code of this one, or of anything below, holds a word; what stands under a heading that does is all meant.</summary>
    public bool Holds(string word) => IsNamed(word) || Below.Any(node => node.Holds(word));

    /// <summary>Everything that is shown of it, each in a line of its own, and where what stands under it ends.</summary>
    public void Write(StringBuilder text)
    {
        text.Append(IsGrantable ? '+' : '-').Append(NeedsRealPerson ? 'r' : '-').Append(IsOver ? 'o' : '-').Append(Code).Append('\t').Append(Name).Append('\n');
        foreach (var node in Below)
            node.Write(text);
        text.Append(".\n");
    }

    /// <summary>Whether its own name or code holds a word.</summary>
    public bool IsNamed(string word) => Name.Contains(word, StringComparison.OrdinalIgnoreCase) || Code.Contains(word, StringComparison.OrdinalIgnoreCase);
}
